namespace HedgeFlow.Host;

/// <summary>What the process tells its supervisor. Source: services contract, exit codes.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Runtime failure, or a strict check that found problems.</summary>
    public const int Failure = 1;

    /// <summary>Usage error, bad input under <c>--strict</c>, missing or invalid credentials.</summary>
    public const int Usage = 2;

    /// <summary>Environment <c>prod</c> without <c>ALLOW_PROD_WRITE</c>: nothing was written.</summary>
    public const int ProdGuard = 3;

    /// <summary>Another live process writes this book.</summary>
    public const int Locked = 4;

    /// <summary><c>replay --verify</c>: the output differs.</summary>
    public const int VerifyMismatch = 5;

    /// <summary>A second interrupt ended the process before it had drained.</summary>
    public const int Interrupted = 130;
}
