namespace AgenticApi.Execution.Schemas;

/// <summary>A linked list of the references that led to the current schema, the latest first.</summary>
internal sealed class SchemaTrail(SchemaNode node, SchemaTrail? before)
{
    private readonly SchemaNode _node = node;
    private readonly SchemaTrail? _before = before;

    internal bool Has(SchemaNode wanted)
    {
        for (var trail = this; trail is not null; trail = trail._before)
        {
            if (ReferenceEquals(trail._node, wanted))
            {
                return true;
            }
        }

        return false;
    }
}
