using System.Text.Json;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>A function that is sent as it is declared.</summary>
internal sealed class DeclaredFunction(Tool tool) : AIFunctionDeclaration
{
    public override string Name => tool.Name;

    public override string Description => tool.Declaration.TryGetMember("description")?.ToString() ?? "";

    public override JsonElement JsonSchema => tool.Declaration.TryGetMember("parameters") ?? base.JsonSchema;

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(Tool) ? tool : base.GetService(serviceType, serviceKey);
}
