"""Spark: a column of UserSigs for a column of UserIDs, by the hundred million.

    spark-submit --files /etc/usersig/secret.key spark_batch.py users.parquet tokens.parquet

The key travels as a file that Spark copies to each executor: it is in no plan, no log and no closure. Each batch is signed
in one call, and a worker needs the memory of one batch.
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

KEY_FILE = "secret.key"


def signing(sdkappid: int, validity: int, issued_at: int):
    """Returns a function for a column of UserIDs; all tokens are issued at the same time, so that a second run makes the same."""

    @pandas_udf("string")
    def user_sig(batches: Iterator[pd.Series]) -> Iterator[pd.Series]:
        # Once for each partition.
        with usersig.SecretKey(Path(SparkFiles.get(KEY_FILE)).read_text().strip()) as key, usersig.Signer(sdkappid, key) as signer:
            for userids in batches:
                yield pd.Series(signer.sign_many(userids, validity, issued_at=issued_at))

    return user_sig


def main(source: str, target: str) -> None:
    spark = SparkSession.builder.appName("usersig").getOrCreate()
    user_sig = signing(int(os.environ["USERSIG_SDKAPPID"]), 7 * 86400, int(os.environ["USERSIG_ISSUED_AT"]))
    spark.read.parquet(source).select("userid", user_sig("userid").alias("usersig")).write.parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
