using System.Net;
using AgenticApi.Gateway.Tests.Keeping;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>The shutdown of a gateway, and its health checks.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gateway_that_shuts_down_completes_responses_and_refuses_new_ones(bool isBackground)
    {
        var held = new HeldModel();
        await using var gateway = await HostedGateway.StartAsync(held.SayAsync, new InMemoryResponseStore(), TimeSpan.FromSeconds(60));
        using var stream = await gateway.StreamAsync(held, isBackground);

        var stopping = gateway.Application.StopAsync();
        await gateway.UntilNotReadyAsync();
        using var refused = await gateway.AskAsync("""{"model":"m","input":"Hi"}""");
        var isStillStopping = !stopping.IsCompleted;
        held.Go();
        var response = GatewayClient.Fold(GatewayClient.Events(await stream.Content.ReadAsStringAsync())).Response;
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));

        (refused.StatusCode, refused.Headers.RetryAfter!.ToString(), isStillStopping).Should().Be((HttpStatusCode.ServiceUnavailable, "1", true));
        (response.Status, response.OutputText).Should().Be(("completed", "Hello world."));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_that_does_not_end_within_StopTimeout_is_stored_as_failed_with_the_output_so_far(bool isBackground)
    {
        var held = new HeldModel();
        var store = new InMemoryResponseStore();
        await using var gateway = await HostedGateway.StartAsync(held.SayAsync, store, TimeSpan.FromSeconds(1));
        using var stream = await gateway.StreamAsync(held, isBackground);

        var reading = stream.Content.ReadAsStringAsync();
        await gateway.Application.StopAsync().WaitAsync(TimeSpan.FromSeconds(40));

        var response = GatewayClient.Fold(GatewayClient.Events(await reading)).Response;
        (response.Status, response.OutputText, response.Error!.Message).Should().Be(("failed", "Hello world", "The gateway is shutting down."));
        await using var next = await HostedGateway.StartAsync(held.SayAsync, store, TimeSpan.Zero);
        (await next.Client.GetJsonAsync($"/v1/responses/{response.Id}")).Text("status").Should().Be("failed");
    }

    [Fact]
    public async Task Health_checks_need_no_key_and_accept_any_host()
    {
        await using var gateway = await HostedGateway.StartAsync(_ => Task.CompletedTask, new InMemoryResponseStore(), TimeSpan.Zero, GatewayKey.Create("ann", out _));
        gateway.Client.DefaultRequestHeaders.Host = "10.1.2.3";

        (await gateway.Client.GetJsonAsync("/healthz")).Text("status").Should().Be("live");
        (await gateway.Client.GetJsonAsync("/readyz")).Text("status").Should().Be("ready");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gateway_whose_store_fails_or_does_not_answer_is_live_and_not_ready(bool throws)
    {
        await using var gateway = await HostedGateway.StartAsync(_ => Task.CompletedTask, new BrokenStore(throws), TimeSpan.Zero);

        (await gateway.Client.GetJsonAsync("/healthz")).Text("status").Should().Be("live");
        (await gateway.Client.GetJsonAsync("/readyz", 503)).Text("status").Should().Be("store_unavailable");
    }

    private sealed class BrokenStore(bool throws) : IResponseStore
    {
        public async ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken)
        {
            await Task.Delay(throws ? 0 : Timeout.Infinite, CancellationToken.None);
            throw new IOException("The disk is gone.");
        }

        public ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>A gateway that shuts down with its application.</summary>
    private sealed class HostedGateway(WebApplication application, Loopback modelServer) : IAsyncDisposable
    {
        public WebApplication Application => application;

        public HttpClient Client { get; } = new() { BaseAddress = new Uri(application.Urls.First()) };

        public static async Task<HostedGateway> StartAsync(Func<HttpContext, Task> answer, IResponseStore store, TimeSpan timeout, params GatewayKey[] keys)
        {
            var model = await Loopback.StartAsync(application => application.Run(context => answer(context)));
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
            builder.Services.AddRoutingCore();
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
            builder.Services.AddResponsesGateway(new() { Upstream = new Uri(model.Url, "v1"), Store = store, StopTimeout = timeout, Keys = keys });
            var application = builder.Build();
            application.MapResponsesGateway();
            application.MapResponsesGatewayHealth();
            await application.StartAsync();
            return new(application, model);
        }

        public async Task<HttpResponseMessage> AskAsync(string body) =>
            await Client.SendAsync(new(HttpMethod.Post, "/v1/responses") { Content = new StringContent(body, null, "application/json") }, HttpCompletionOption.ResponseHeadersRead);

        /// <summary>Requests a stream, and waits until the model has received the request.</summary>
        public async Task<HttpResponseMessage> StreamAsync(HeldModel model, bool isBackground)
        {
            var answer = await AskAsync($$"""{"model":"m","input":"Hi","stream":true,"background":{{(isBackground ? "true" : "false")}}}""");
            await model.Asked;
            return answer;
        }

        public async Task UntilNotReadyAsync()
        {
            for (var look = 0; ; look++)
            {
                using var answer = await Client.GetAsync(new Uri("/readyz", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    (await answer.Content.ReadAsStringAsync()).Should().Contain("stopping");
                    return;
                }

                look.Should().BeLessThan(200);
                await Task.Delay(20);
            }
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await application.DisposeAsync();
            await modelServer.DisposeAsync();
        }
    }
}
