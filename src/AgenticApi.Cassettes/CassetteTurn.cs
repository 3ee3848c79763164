namespace AgenticApi.Cassettes;

/// <summary>A recorded request and its answer.</summary>
/// <remarks>Immutable. Two turns are equal if their names, requests and responses are equal.</remarks>
public sealed class CassetteTurn : IEquatable<CassetteTurn>
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="name">The name of the turn in its cassette, usually <c>t1</c>, <c>t2</c> and so on.</param>
    /// <param name="request">The request.</param>
    /// <param name="response">The answer.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public CassetteTurn(string name, CassetteRequest request, CassetteResponse response)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        Name = name;
        Request = request;
        Response = response;
    }

    /// <summary>The name of the turn in the file. If it has none, <c>t</c> and the number of the turn, from 1.</summary>
    public string Name { get; }

    /// <summary>The request.</summary>
    public CassetteRequest Request { get; }

    /// <summary>The answer.</summary>
    public CassetteResponse Response { get; }

    /// <summary>
    /// Whether the request was for a response, according to its path. Answers of other paths, such as <c>/v1/conversations</c>, cannot be
    /// folded.
    /// </summary>
    public bool IsResponse => Request.Path.Length == 0 || Request.Path.Split('/').Contains("responses");

    internal static CassetteTurn Of(CassetteTransport transport, byte[] bytes) =>
        new(NameOf(1), CassetteRequest.None, new CassetteResponse(200, null, transport, bytes));

    internal static string NameOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"t{number}");

    /// <inheritdoc/>
    public bool Equals(CassetteTurn? other) =>
        other is not null && Name == other.Name && Request.Equals(other.Request) && Response.Equals(other.Response);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CassetteTurn);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Request, Response);
}
