"""Our unmasking is eventlet's own, only faster."""

from eventlet.websocket import RFC6455WebSocket
from hypothesis import given
from hypothesis import strategies as st

from core.unmask import unmask

MASKS = st.binary(min_size=4, max_size=4)


@given(data=st.binary(max_size=300), mask=MASKS, offset=st.integers(0, 1000))
def test_it_gives_what_eventlets_own_gives(data, mask, offset):
    stock = RFC6455WebSocket._apply_mask(data, mask, offset=offset)

    assert unmask(data, mask, offset=offset) == stock


@given(data=st.binary(max_size=300), mask=MASKS, cut=st.integers(0, 300))
def test_a_part_of_the_data_is_unmasked_alike(data, mask, cut):
    length = min(cut, len(data))

    assert unmask(data, mask, length, 0) == RFC6455WebSocket._apply_mask(data, mask, length, 0)


@given(data=st.binary(max_size=300), mask=MASKS, cut=st.integers(0, 300))
def test_a_frame_that_comes_in_two_pieces_gives_the_same(data, mask, cut):
    first, second = data[:cut], data[cut:]

    assert unmask(first, mask) + unmask(second, mask, offset=len(first)) == unmask(data, mask)
