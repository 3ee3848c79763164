using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgenticApi.Gateway;

/// <summary>Adds a gateway to an ASP.NET Core application.</summary>
public static class ResponsesGatewayExtensions
{
    // After its responses have ended, the gateway still closes WebSockets, and the web server its connections.
    private static readonly TimeSpan TimeAfterStop = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds a gateway that shuts down with the application: it refuses new requests with 503 and <c>Retry-After</c>, and waits up to
    /// <see cref="ResponsesGatewayOptions.StopTimeout"/> until the responses in progress have ended. Call
    /// <see cref="MapResponsesGateway(IEndpointRouteBuilder)"/> to map its endpoints.
    /// </summary>
    /// <remarks>
    /// If <see cref="HostOptions.ShutdownTimeout"/> is shorter than <see cref="ResponsesGatewayOptions.StopTimeout"/> plus 10 seconds, it is set to
    /// that time.
    /// </remarks>
    /// <param name="services">The services of the application.</param>
    /// <param name="options">The options of the gateway.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">One of the <see cref="ResponsesGatewayOptions.ReasoningKeys"/> does not have 32 bytes.</exception>
    public static IServiceCollection AddResponsesGateway(this IServiceCollection services, ResponsesGatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        var gateway = new ResponsesGateway(options);
        services.AddSingleton(gateway);
        services.AddSingleton<IHostedService>(new GatewayService(gateway.Operation));
        services.PostConfigure<HostOptions>(host =>
            host.ShutdownTimeout = host.ShutdownTimeout > options.StopTimeout + TimeAfterStop ? host.ShutdownTimeout : options.StopTimeout + TimeAfterStop);
        return services;
    }

    /// <summary>
    /// Maps the endpoints of the Responses API: <c>/responses</c> over HTTP and WebSocket, <c>/conversations</c> and <c>/models</c>. The gateway
    /// answers them with the help of a Chat Completions server.
    /// </summary>
    /// <remarks>
    /// <para>The gateway reads from the model's server as fast as the client reads the events. When a client disconnects, the request to the model
    /// server ends, unless the response is stored (see <see cref="ResponsesGatewayOptions.EndsWithoutClient"/>).</para>
    /// <para>A gateway that this method creates does not wait for its responses when the application shuts down: they are aborted. Use
    /// <see cref="AddResponsesGateway"/> for a gateway that waits.</para>
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="options">The options of the gateway.</param>
    /// <param name="prefix">The path of the endpoints, without a slash at its end.</param>
    /// <returns>The endpoints, for example to add authorization or rate limits.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">One of the <see cref="ResponsesGatewayOptions.ReasoningKeys"/> does not have 32 bytes.</exception>
    public static IEndpointConventionBuilder MapResponsesGateway(
        this IEndpointRouteBuilder endpoints, ResponsesGatewayOptions options, string prefix = "/v1")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(prefix);
        return new ResponsesGateway(options).Map(endpoints, prefix);
    }

    /// <summary>Maps the endpoints of the gateway that <see cref="AddResponsesGateway"/> added, below <c>/v1</c>.</summary>
    /// <param name="endpoints">The application, or a group of endpoints with another prefix.</param>
    /// <returns>The endpoints, for example to add authorization or rate limits.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><see cref="AddResponsesGateway"/> was not called.</exception>
    public static IEndpointConventionBuilder MapResponsesGateway(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.ServiceProvider.GetRequiredService<ResponsesGateway>().Map(endpoints, "/v1");
    }

    /// <summary>
    /// Maps <c>/healthz</c> and <c>/readyz</c>. <c>/healthz</c> always answers 200. <c>/readyz</c> answers 200 while the gateway that
    /// <see cref="AddResponsesGateway"/> added accepts requests and its store answers within 2 seconds, otherwise 503. Both need no key and accept
    /// any <c>Host</c> header.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><see cref="AddResponsesGateway"/> was not called.</exception>
    public static void MapResponsesGatewayHealth(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.ServiceProvider.GetRequiredService<ResponsesGateway>().MapHealth(endpoints);
    }
}
