using System;

static class Program
{
    static int Main()
    {
        VectorTests.Run();
        return Check.Finish();
    }
}
