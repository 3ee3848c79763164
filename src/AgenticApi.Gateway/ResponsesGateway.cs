using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Gateway;

/// <summary>A gateway: creates what its endpoints share, and maps them.</summary>
internal sealed class ResponsesGateway
{
    private readonly ResponsesGatewayOptions _options;
    private readonly GatewayRecords _records;
    private readonly UpstreamModel _model;
    private readonly CreateEndpoint _create;
    private readonly RequestAdmission _admission;
    private readonly HealthEndpoints _health;

    public ResponsesGateway(ResponsesGatewayOptions options)
    {
        _options = options;
        _records = new GatewayRecords(options);
        _model = new UpstreamModel(options);
        Operation = new GatewayOperation(options);
        _create = new CreateEndpoint(options, _records, _model, Operation);
        _admission = new RequestAdmission(options, Operation);
        _health = new HealthEndpoints(options, Operation);
    }

    public GatewayOperation Operation { get; }

    public IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string prefix)
    {
        var group = endpoints.MapGroup(prefix);
        MapResponses(group, new ResponseEndpoints(_options, _records));
        MapSocket(group, new SocketEndpoint(_options, _create, Operation));
        MapConversations(group, new ConversationEndpoints(_options.Store, _records));
        var models = new ModelEndpoints(_model);
        group.MapGet("/models", _admission.Wrap(models.ListAsync));
        group.MapGet("/models/{**model}", _admission.Wrap(models.GetAsync));
        group.Map("/{**path}", _admission.Wrap(ErrorBoundary.UnknownAsync));
        return group;
    }

    public void MapHealth(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", HealthEndpoints.LiveAsync);
        endpoints.MapGet("/readyz", _health.ReadyAsync);
    }

    private void MapResponses(RouteGroupBuilder group, ResponseEndpoints stored)
    {
        group.MapPost("/responses", _admission.Wrap(_create.ServeAsync));
        group.MapGet("/responses/{id}", _admission.Wrap(stored.GetAsync));
        group.MapDelete("/responses/{id}", _admission.Wrap(stored.DeleteAsync));
        group.MapPost("/responses/{id}/cancel", _admission.Wrap(stored.CancelAsync));
        group.MapGet("/responses/{id}/input_items", _admission.Wrap(stored.InputItemsAsync));
    }

    private void MapSocket(RouteGroupBuilder group, SocketEndpoint socket)
    {
        var pipeline = ((IEndpointRouteBuilder)group).CreateApplicationBuilder();
        // Pings detect clients that disappeared without closing the connection.
        pipeline.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
        pipeline.Run(_admission.WrapSocket(socket.ServeAsync));
        group.MapMethods("/responses", [HttpMethods.Get, HttpMethods.Connect], pipeline.Build());
    }

    private void MapConversations(RouteGroupBuilder group, ConversationEndpoints conversations)
    {
        group.MapPost("/conversations", _admission.Wrap(conversations.CreateAsync));
        group.MapGet("/conversations/{id}", _admission.Wrap(conversations.GetAsync));
        group.MapPost("/conversations/{id}", _admission.Wrap(conversations.UpdateAsync));
        group.MapDelete("/conversations/{id}", _admission.Wrap(conversations.DeleteAsync));
        group.MapGet("/conversations/{id}/items", _admission.Wrap(conversations.ItemsAsync));
        group.MapPost("/conversations/{id}/items", _admission.Wrap(conversations.AddItemsAsync));
        group.MapGet("/conversations/{id}/items/{item}", _admission.Wrap(conversations.GetItemAsync));
        group.MapDelete("/conversations/{id}/items/{item}", _admission.Wrap(conversations.DeleteItemAsync));
    }
}
