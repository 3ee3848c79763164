using AgenticApi.Cli.Tests.Gateway;
using AgenticApi.Gateway.Tests.Clients.Model;

namespace AgenticApi.Gateway.Tests.Clients;

/// <summary>The gateway of the tool in front of a scripted Chat Completions server.</summary>
public class GatewayInFront : IAsyncLifetime
{
    private RunningGateway? _gateway;
    private ModelServer? _models;

    /// <summary>The options of the command line.</summary>
    protected virtual string[] Options => [];

    internal ModelServer Models => _models!;

    internal string BaseUrl => _gateway!.BaseUrl;

    public async Task InitializeAsync()
    {
        _models = await ModelServer.StartAsync();
        _gateway = await RunningGateway.StartAsync(["--upstream", _models.Url, .. Options]);
    }

    public async Task DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        await _models!.DisposeAsync();
    }
}
