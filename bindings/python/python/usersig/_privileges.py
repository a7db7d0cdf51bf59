"""What a PrivateMapKey can allow."""

from enum import IntFlag


class Privileges(IntFlag):
    """The things that a PrivateMapKey can allow in its room, as the service's bits."""

    CREATE_ROOM = 1
    ENTER_ROOM = 2
    SEND_AUDIO = 4
    RECEIVE_AUDIO = 8
    SEND_VIDEO = 16
    RECEIVE_VIDEO = 32
    SEND_SUBSTREAM = 64
    RECEIVE_SUBSTREAM = 128
    #: What an audience needs: enter, receive audio and video.
    AUDIENCE = ENTER_ROOM | RECEIVE_AUDIO | RECEIVE_VIDEO
    #: All eight.
    ALL = 255
