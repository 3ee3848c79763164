namespace AgenticApi.Cassettes;

/// <summary>One request and its answer.</summary>
/// <remarks>Immutable. Two turns are equal where their names, requests and responses are.</remarks>
public sealed class CassetteTurn : IEquatable<CassetteTurn>
{
    /// <summary>Creates one.</summary>
    /// <param name="name">The turn's name in its cassette: <c>t1</c>, <c>t2</c>, … by custom.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="response">What was answered.</param>
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

    /// <summary>The turn's name in the file; <c>t</c> and its number, from 1, where the file gives none.</summary>
    public string Name { get; }

    /// <summary>What was asked.</summary>
    public CassetteRequest Request { get; }

    /// <summary>What was answered.</summary>
    public CassetteResponse Response { get; }

    /// <summary>Whether a response was asked for: false where the path says otherwise, as <c>/v1/conversations</c> does. Such answers cannot be folded.</summary>
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
