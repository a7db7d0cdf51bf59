"""Spark: a column of UserSigs for a column of UserIDs, by the hundred million.

    export USERSIG_SDKAPPID=1400000000 USERSIG_ISSUED_AT=$(date +%s)
    spark-submit --files /etc/usersig/secret.key spark_batch.py users.parquet tokens.parquet

The key travels as a file that Spark copies to each executor: it is in no plan, no event log and no closure. A batch is signed in
one call, and a worker needs the memory of one batch. All tokens are issued at the same second, so that a task that Spark runs
again makes the same ones. A UserID that cannot be signed stops the job: nothing is left out silently.
"""
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql.functions import pandas_udf

import usersig


def signing(sdkappid: int, key_file: str, validity: int, issued_at: int):
    """Returns a function for a column of UserIDs. The key is read once for each partition."""

    @pandas_udf("string")
    def user_sig(batches: Iterator[pd.Series]) -> Iterator[pd.Series]:
        with usersig.SecretKey(Path(SparkFiles.get(key_file)).read_text().strip()) as key, usersig.Signer(sdkappid, key) as signer:
            for userids in batches:
                yield pd.Series(signer.sign_many(userids, validity, issued_at=issued_at))

    return user_sig


def main(source: str, target: str) -> None:
    spark = SparkSession.builder.appName("usersig").getOrCreate()
    user_sig = signing(int(os.environ["USERSIG_SDKAPPID"]), "secret.key", 7 * 86400, int(os.environ["USERSIG_ISSUED_AT"]))
    spark.read.parquet(source).select("userid", user_sig("userid").alias("usersig")).write.parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
