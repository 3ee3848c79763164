namespace AgenticApi.Cassettes;

/// <summary>The parts of a request that are compared with a recorded one.</summary>
[Flags]
public enum RequestParts
{
    /// <summary>None: any request matches.</summary>
    None = 0,

    /// <summary>The method.</summary>
    Method = 1,

    /// <summary>The path.</summary>
    Path = 2,

    /// <summary>The parameters of the query, in any order of names.</summary>
    Query = 4,

    /// <summary>The JSON values of the body, members in any order.</summary>
    Body = 8,

    /// <summary>All of these.</summary>
    All = Method | Path | Query | Body,
}
