namespace AgenticApi.Gateway;

/// <summary>Carries an error out of what finds it.</summary>
internal sealed class GatewayException(GatewayError error) : Exception(error.Message)
{
    public GatewayException(int status, string message, string? param = null, string? code = null)
        : this(new GatewayError(status, message, param, code))
    {
    }

    public GatewayError Error { get; } = error;
}
