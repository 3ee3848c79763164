using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Gateway;

/// <summary>Puts a gateway into a web application.</summary>
public static class ResponsesGatewayExtensions
{
    /// <summary>
    /// Maps the Responses API, in front of a Chat Completions server: <c>POST</c> makes a response, blocking or as a stream, and continues
    /// another by <c>previous_response_id</c>; <c>GET</c> and <c>DELETE</c> of <c>/{id}</c> give and forget one that is kept.
    /// </summary>
    /// <remarks>
    /// An event is read from that server when the client has taken the one before. A client that goes away ends the request to that server.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="options">How to serve it.</param>
    /// <param name="pattern">Where: a path without a slash at its end.</param>
    /// <returns>The endpoints, for authorization, limits and the like.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IEndpointConventionBuilder MapResponsesGateway(
        this IEndpointRouteBuilder endpoints, ResponsesGatewayOptions options, string pattern = "/v1/responses")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pattern);
        var creating = new CreateEndpoint(options);
        var kept = new KeptEndpoints(options.Store);
        var group = endpoints.MapGroup(pattern);
        group.MapPost("", (RequestDelegate)creating.ServeAsync);
        group.MapGet("/{id}", (RequestDelegate)kept.GetAsync);
        group.MapDelete("/{id}", (RequestDelegate)kept.DeleteAsync);
        return group;
    }
}
