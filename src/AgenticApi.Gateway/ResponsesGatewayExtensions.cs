using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgenticApi.Gateway;

/// <summary>Puts a gateway into a web application.</summary>
public static class ResponsesGatewayExtensions
{
    // For what is done between the end of the responses and that of the host.
    private static readonly TimeSpan TimeAfterStop = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds a gateway that stops with the application: it refuses new requests with 503 and <c>Retry-After</c>, and waits until the responses
    /// that are made have ended, for <see cref="ResponsesGatewayOptions.StopTimeout"/>. <see cref="MapResponsesGateway(IEndpointRouteBuilder)"/>
    /// maps it.
    /// </summary>
    /// <remarks>The <see cref="HostOptions.ShutdownTimeout"/> of the host is raised to that time and 10 seconds where it is shorter.</remarks>
    /// <param name="services">The services of the application.</param>
    /// <param name="options">How to serve it.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
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
    /// Maps the Responses API, in front of a Chat Completions server: responses, which are made, continued, given, streamed again, cancelled
    /// and deleted, over HTTP and WebSocket; conversations; and the models of that server.
    /// </summary>
    /// <remarks>
    /// <para>An event is read from that server when the client has taken the one before. A client that goes away ends the request to that
    /// server, unless its response is kept (see <see cref="ResponsesGatewayOptions.EndsWithoutClient"/>).</para>
    /// <para>This gateway does not know when the application stops: responses that are made then are cut off. One that is added with
    /// <see cref="AddResponsesGateway"/> does.</para>
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="options">How to serve it.</param>
    /// <param name="prefix">Where: a path without a slash at its end.</param>
    /// <returns>The endpoints, for authorization, limits and the like.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IEndpointConventionBuilder MapResponsesGateway(
        this IEndpointRouteBuilder endpoints, ResponsesGatewayOptions options, string prefix = "/v1")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(prefix);
        return new ResponsesGateway(options).Map(endpoints, prefix);
    }

    /// <summary>Maps the gateway that <see cref="AddResponsesGateway"/> added, at <c>/v1</c>. A group of endpoints puts something before that.</summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>The endpoints, for authorization, limits and the like.</returns>
    /// <exception cref="ArgumentNullException">The application is null.</exception>
    /// <exception cref="InvalidOperationException">No gateway was added.</exception>
    public static IEndpointConventionBuilder MapResponsesGateway(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.ServiceProvider.GetRequiredService<ResponsesGateway>().Map(endpoints, "/v1");
    }

    /// <summary>
    /// Maps <c>/healthz</c>, which answers 200 as long as the process does, and <c>/readyz</c>, which answers 200 while the gateway that
    /// <see cref="AddResponsesGateway"/> added takes requests and its store answers, and 503 otherwise. Neither needs a key, and neither looks at
    /// the <c>Host</c>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <exception cref="ArgumentNullException">The application is null.</exception>
    /// <exception cref="InvalidOperationException">No gateway was added.</exception>
    public static void MapResponsesGatewayHealth(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.ServiceProvider.GetRequiredService<ResponsesGateway>().MapHealth(endpoints);
    }
}
