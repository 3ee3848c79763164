namespace AgenticApi.Cassettes;

/// <summary>One request and its answer.</summary>
public sealed class CassetteTurn
{
    internal CassetteTurn(string name, CassetteRequest request, CassetteResponse response)
    {
        Name = name;
        Request = request;
        Response = response;
    }

    /// <summary>The turn's name in the file, or its number, from 1.</summary>
    public string Name { get; }

    /// <summary>What was asked.</summary>
    public CassetteRequest Request { get; }

    /// <summary>What was answered.</summary>
    public CassetteResponse Response { get; }

    internal static CassetteTurn Of(CassetteTransport transport, byte[] bytes) =>
        new("1", CassetteRequest.None, new CassetteResponse(200, CassetteResponse.NoHeaders, transport, bytes));
}
