"""The example for Spark on a local Spark: every token, where the key is, and how much memory a worker needs."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "examples"))
from check import APP, KEY, NOW, equal, finish, has_no_key, signer, test, verifier

import spark_batch
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, concat, lit, udf

ROWS = 1000000


def column(spark, folder):
    key = pathlib.Path(folder, spark_batch.KEY_FILE)
    key.write_text(KEY + "\n")
    spark.sparkContext.addFile(str(key))
    user_sig = spark_batch.signing(APP, 600, NOW)
    users = spark.range(ROWS, numPartitions=2).select(concat(lit("user_"), col("id")).alias("userid"))
    signed = users.select("userid", user_sig("userid").alias("usersig"))

    def plan():
        has_no_key(signed._jdf.queryExecution().toString())

    def every_token():
        signed.write.parquet(f"{folder}/tokens")
        read = spark.read.parquet(f"{folder}/tokens")
        equal(ROWS, read.select("usersig").distinct().count())
        expected, one = signer(), verifier()
        for row in read.sample(0.001, seed=1).collect():
            equal(expected.sign(row.userid, 600, issued_at=NOW), row.usersig)
            one.verify(row.usersig, row.userid, now=NOW, plain=True)

    @udf("long")
    def peak(_):
        with open("/proc/self/status", encoding="ascii") as status:
            return int(next(line for line in status if line.startswith("VmHWM:")).split()[1])

    def memory():
        # The workers are kept: their peak is that of the half million tokens that each has signed.
        most = max(row.peak for row in spark.range(2, numPartitions=2).select(peak("id").alias("peak")).collect())
        assert most < 400 * 1024, f"{most} KB"

    test("the key is not in the plan", plan)
    test(f"{ROWS} tokens", every_token)
    test("a worker's memory", memory)


with tempfile.TemporaryDirectory() as folder:
    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "1g")
        .config("spark.sql.warehouse.dir", folder).config("spark.driver.bindAddress", "127.0.0.1").getOrCreate())
    test("Spark", column, session, folder)
    session.stop()
finish()
