namespace AgenticApi.Gateway;

/// <summary>An error to answer the request with.</summary>
internal sealed class GatewayException(GatewayError error) : Exception(error.Message)
{
    public GatewayException(int status, string message, string? param = null, string? code = null)
        : this(new GatewayError(status, message, param, code))
    {
    }

    public GatewayError Error { get; } = error;
}
