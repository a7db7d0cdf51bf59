static class Program
{
    static int Main()
    {
        VectorTests.Run();
        HostileTests.Run();
        DropInTests.Run();
        ObjectTests.Run();
        return Check.Finish();
    }
}
