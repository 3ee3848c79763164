using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticApi.Gateway.Tests;

/// <summary>A web application on a free port of loopback.</summary>
internal sealed class Loopback(WebApplication application) : IAsyncDisposable
{
    public Uri Url => new(application.Urls.First());

    public static async Task<Loopback> StartAsync(Action<WebApplication> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        configure(application);
        await application.StartAsync();
        return new Loopback(application);
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await application.StopAsync(soon.Token);
        await application.DisposeAsync();
    }
}
