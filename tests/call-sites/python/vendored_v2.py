"""A server with the file of the repository, beside its own code: the module's name, and the class inside it."""
import os

import TLSSigAPIv2


def tokens(user):
    api = TLSSigAPIv2.TLSSigAPIv2(int(os.environ["APP"]), os.environ["KEY"])
    yield api.genUserSig(user)
    yield api.genUserSig(user, 180 * 86400)
    yield api.genUserSig(userid=user, expire=3600)
    yield api.genPrivateMapKey(user, 86400, 10000, 255)
    yield api.genPrivateMapKey(userid=user, expire=86400, roomid="10000", privilegeMap=42)
    yield api.genPrivateMapKeyWithStringRoomID(user, 86400, "lesson-7", 255)
    yield api.genPrivateMapKeyWithStringRoomID(userid=user, expire=86400, roomstr="lesson-7", privilegeMap=42)
