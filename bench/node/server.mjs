// The other reference: the same chat on Socket.IO's own server in Node, with SQLite where better-sqlite3 could be built.
// Like reference_stock.py it has no accounts, no encryption and no limits.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((_request, response) => response.end("ok"));
const io = new Server(http, { transports: ["websocket"], cors: { origin: true } });

let seq = 0;
let keep = () => ++seq;
if (process.env.BENCH_SQLITE === "1") {
  const { default: Database } = await import("better-sqlite3");
  const database = new Database(`${process.env.BENCH_DATA_DIR}/node.db`);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = NORMAL");
  database.exec(`CREATE TABLE message (seq INTEGER PRIMARY KEY, conversation_id TEXT NOT NULL,
    client_id TEXT NOT NULL, author TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL)`);
  const insert = database.prepare(
    "INSERT INTO message (conversation_id, client_id, author, body, at) VALUES (?, ?, ?, ?, ?)",
  );
  keep = (one) =>
    insert.run(one.conversation_id, one.client_id, one.author, one.sealed.body, new Date().toISOString())
      .lastInsertRowid;
}

io.of("/chat").on("connection", (socket) => {
  socket.on("enter", (asked, answer) => {
    socket.join(asked.conversation_id);
    answer({ ok: true });
  });
  socket.on("post", (one, answer) => {
    const number = Number(keep(one));
    const { conversation_id, client_id, author, sealed } = one;
    io.of("/chat").to(conversation_id).emit("message", { conversation_id, seq: number, author, client_id, sealed });
    answer({ ok: true, seq: number });
  });
});

http.listen(Number(process.env.BENCH_PORT), "127.0.0.1");
