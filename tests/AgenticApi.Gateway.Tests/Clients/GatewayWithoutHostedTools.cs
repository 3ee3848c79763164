namespace AgenticApi.Gateway.Tests.Clients;

/// <summary>The gateway that leaves out the tools which only the API's own server can run.</summary>
public sealed class GatewayWithoutHostedTools : GatewayInFront
{
    protected override string[] Options => ["--leave-out-hosted-tools"];
}
