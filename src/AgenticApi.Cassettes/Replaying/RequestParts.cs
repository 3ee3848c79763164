namespace AgenticApi.Cassettes;

/// <summary>The parts of a request that are compared with a recorded one.</summary>
[Flags]
public enum RequestParts
{
    /// <summary>None: any request matches.</summary>
    None = 0,

    /// <summary>The HTTP method.</summary>
    Method = 1,

    /// <summary>The path.</summary>
    Path = 2,

    /// <summary>The query parameters, with names in any order.</summary>
    Query = 4,

    /// <summary>The JSON body, with members in any order.</summary>
    Body = 8,

    /// <summary>All of these.</summary>
    All = Method | Path | Query | Body,
}
