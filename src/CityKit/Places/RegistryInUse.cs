using CityKit.Cases;
using CityKit.Components.Registry;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Places;

/// <summary>Which registry the hub asks: its version, as look-ups name it, its digest and how many components it has.</summary>
internal sealed class RegistryInUse(ComponentRegistry registry) : ModuleQuery("components/registry", Access.For(DataClass.Work), [])
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        var version = await registry.VersionAsync(cancellationToken).ConfigureAwait(false);
        var count = await registry.CountAsync(cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [ModuleJson.ToUtf8((version, count), static (writer, row) =>
        {
            writer.WriteStartObject();
            writer.WriteString("registry", row.version.ToString());
            writer.WriteString("sha256", row.version.Sha256);
            writer.WriteNumber("components", row.count);
            writer.WriteEndObject();
        })], null);
    }
}
