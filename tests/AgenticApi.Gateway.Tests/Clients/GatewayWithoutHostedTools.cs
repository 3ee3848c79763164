namespace AgenticApi.Gateway.Tests.Clients;

/// <summary>A gateway that removes hosted tools from requests instead of refusing them.</summary>
public sealed class GatewayWithoutHostedTools : GatewayInFront
{
    protected override string[] Options => ["--leave-out-hosted-tools"];
}
