using Microsoft.Extensions.Hosting;

namespace AgenticApi.Gateway;

/// <summary>Shuts down a gateway before the web server stops, because the web server aborts the requests in progress.</summary>
internal sealed class GatewayService(GatewayOperation operation) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken) => operation.StopAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
