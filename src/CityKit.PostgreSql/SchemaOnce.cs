using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// The schema as this process has seen it: hubs that start together make it once and do not wait for each other's look at it.
/// </summary>
internal sealed class SchemaOnce
{
    private readonly Lock gate = new();
    private readonly HashSet<string> made = [];
    private Task last = Task.CompletedTask;

    /// <summary>Makes and migrates what this process has not seen there yet.</summary>
    /// <exception cref="IOException">The database is a newer CityKit's, or not one for a hub.</exception>
    internal Task EnsureAsync(NpgsqlConnection writer, IReadOnlyCollection<DocumentTable> tables, CancellationToken cancellationToken)
    {
        lock (gate) return last = AfterAsync(last, writer, tables, cancellationToken);
    }

    private async Task AfterAsync(
        Task before, NpgsqlConnection writer, IReadOnlyCollection<DocumentTable> tables, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        string[] names = [StoreSchema.Name, .. tables.SelectMany(t => t.Parts()).Select(part => part.Name)];
        if (made.IsSupersetOf(names)) return;
        await new StoreSchema(writer, cancellationToken).EnsureAsync(tables).ConfigureAwait(false);
        made.UnionWith(names);
    }
}
