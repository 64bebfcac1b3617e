/** On the sign-in page nobody is signed in: whatever keys this browser had opened are forgotten. */
import { forget } from './opened.js';

forget();
