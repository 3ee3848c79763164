using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Gateway;

/// <summary>A gateway with all that its endpoints share.</summary>
internal sealed class ResponsesGateway
{
    private readonly ResponsesGatewayOptions _options;
    private readonly GatewayRecords _records;
    private readonly UpstreamModel _model;
    private readonly CreateEndpoint _creating;
    private readonly Entrance _entrance;
    private readonly HealthEndpoints _health;

    public ResponsesGateway(ResponsesGatewayOptions options)
    {
        _options = options;
        _records = new GatewayRecords(options);
        _model = new UpstreamModel(options);
        Operation = new GatewayOperation(options);
        _creating = new CreateEndpoint(options, _records, _model, Operation);
        _entrance = new Entrance(options, Operation);
        _health = new HealthEndpoints(options, Operation);
    }

    public GatewayOperation Operation { get; }

    public IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string prefix)
    {
        var group = endpoints.MapGroup(prefix);
        MapResponses(group, new ResponseEndpoints(_options, _records));
        MapSocket(group, new SocketEndpoint(_options, _creating, Operation));
        MapConversations(group, new ConversationEndpoints(_options.Store, _records));
        var models = new ModelEndpoints(_model);
        group.MapGet("/models", _entrance.To(models.ListAsync));
        group.MapGet("/models/{**model}", _entrance.To(models.GetAsync));
        group.Map("/{**path}", _entrance.To(ErrorBoundary.UnknownAsync));
        return group;
    }

    public void MapHealth(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", HealthEndpoints.LiveAsync);
        endpoints.MapGet("/readyz", _health.ReadyAsync);
    }

    private void MapResponses(RouteGroupBuilder group, ResponseEndpoints kept)
    {
        group.MapPost("/responses", _entrance.To(_creating.ServeAsync));
        group.MapGet("/responses/{id}", _entrance.To(kept.GetAsync));
        group.MapDelete("/responses/{id}", _entrance.To(kept.DeleteAsync));
        group.MapPost("/responses/{id}/cancel", _entrance.To(kept.CancelAsync));
        group.MapGet("/responses/{id}/input_items", _entrance.To(kept.InputItemsAsync));
    }

    private void MapSocket(RouteGroupBuilder group, SocketEndpoint socket)
    {
        var pipeline = ((IEndpointRouteBuilder)group).CreateApplicationBuilder();
        // A client that is gone without a word does not answer the pings.
        pipeline.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
        pipeline.Run(_entrance.ToSocket(socket.ServeAsync));
        group.MapMethods("/responses", [HttpMethods.Get, HttpMethods.Connect], pipeline.Build());
    }

    private void MapConversations(RouteGroupBuilder group, ConversationEndpoints conversations)
    {
        group.MapPost("/conversations", _entrance.To(conversations.CreateAsync));
        group.MapGet("/conversations/{id}", _entrance.To(conversations.GetAsync));
        group.MapPost("/conversations/{id}", _entrance.To(conversations.UpdateAsync));
        group.MapDelete("/conversations/{id}", _entrance.To(conversations.DeleteAsync));
        group.MapGet("/conversations/{id}/items", _entrance.To(conversations.ItemsAsync));
        group.MapPost("/conversations/{id}/items", _entrance.To(conversations.AddItemsAsync));
        group.MapGet("/conversations/{id}/items/{item}", _entrance.To(conversations.GetItemAsync));
        group.MapDelete("/conversations/{id}/items/{item}", _entrance.To(conversations.DeleteItemAsync));
    }
}
