using System.Text.Json;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>The declaration of a function, sent unchanged. The caller answers its calls.</summary>
internal sealed class DeclaredFunction(Tool tool) : AIFunctionDeclaration
{
    public override string Name => tool.Name;

    public override string Description => tool.Description();

    public override JsonElement JsonSchema => tool.Parameters() ?? base.JsonSchema;

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(Tool) ? tool : base.GetService(serviceType, serviceKey);
}
