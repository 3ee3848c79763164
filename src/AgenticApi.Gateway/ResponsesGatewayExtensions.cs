using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Gateway;

/// <summary>Puts a gateway into a web application.</summary>
public static class ResponsesGatewayExtensions
{
    /// <summary>
    /// Maps the Responses API, in front of a Chat Completions server: responses, which are made, continued, given, streamed again, cancelled
    /// and deleted; conversations; and the models of that server.
    /// </summary>
    /// <remarks>
    /// An event is read from that server when the client has taken the one before. A client that goes away ends the request to that server,
    /// unless its response is kept (see <see cref="ResponsesGatewayOptions.EndsWithoutClient"/>).
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
        var records = new GatewayRecords(options);
        var model = new UpstreamModel(options);
        var group = endpoints.MapGroup(prefix);
        MapResponses(group, new CreateEndpoint(options, records, model, new RunningResponses()), new ResponseEndpoints(options, records));
        MapConversations(group, new ConversationEndpoints(options.Store, records));
        var models = new ModelEndpoints(model);
        group.MapGet("/models", ErrorBoundary.Around(models.ListAsync));
        group.MapGet("/models/{**model}", ErrorBoundary.Around(models.GetAsync));
        group.Map("/{**path}", ErrorBoundary.Around(ErrorBoundary.UnknownAsync));
        return group;
    }

    private static void MapResponses(RouteGroupBuilder group, CreateEndpoint creating, ResponseEndpoints kept)
    {
        group.MapPost("/responses", ErrorBoundary.Around(creating.ServeAsync));
        group.MapGet("/responses/{id}", ErrorBoundary.Around(kept.GetAsync));
        group.MapDelete("/responses/{id}", ErrorBoundary.Around(kept.DeleteAsync));
        group.MapPost("/responses/{id}/cancel", ErrorBoundary.Around(kept.CancelAsync));
        group.MapGet("/responses/{id}/input_items", ErrorBoundary.Around(kept.InputItemsAsync));
    }

    private static void MapConversations(RouteGroupBuilder group, ConversationEndpoints conversations)
    {
        group.MapPost("/conversations", ErrorBoundary.Around(conversations.CreateAsync));
        group.MapGet("/conversations/{id}", ErrorBoundary.Around(conversations.GetAsync));
        group.MapPost("/conversations/{id}", ErrorBoundary.Around(conversations.UpdateAsync));
        group.MapDelete("/conversations/{id}", ErrorBoundary.Around(conversations.DeleteAsync));
        group.MapGet("/conversations/{id}/items", ErrorBoundary.Around(conversations.ItemsAsync));
        group.MapPost("/conversations/{id}/items", ErrorBoundary.Around(conversations.AddItemsAsync));
        group.MapGet("/conversations/{id}/items/{item}", ErrorBoundary.Around(conversations.GetItemAsync));
        group.MapDelete("/conversations/{id}/items/{item}", ErrorBoundary.Around(conversations.DeleteItemAsync));
    }
}
