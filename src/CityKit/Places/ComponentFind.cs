using CityKit.Cases;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Places;

/// <summary>One component of the registry, as it is or as it was on a day.</summary>
internal sealed class ComponentFind(ComponentRegistry registry) : ModuleQuery("components/find", Access.For(DataClass.Work),
    [
        Component,
        QueryParameter.Text("on", "a day such as 2026-03-02, for what it was then", "日期，如 2026-03-02：取当日的情况"),
    ])
{
    internal static QueryParameter Component { get; } =
        QueryParameter.Text("component", "the component's id", "部件标识码");

    private static Refusal NoSuch { get; } =
        Refusal.Of("not-found", "The registry has no such component, or had none on that day.", "部件库中没有该部件，或当日尚无。");

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (id, on) = (IdOf(arguments), ComponentFilter.DayOf(arguments, "on"));
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        var history = await registry.FindAsync(id, cancellationToken).ConfigureAwait(false);
        var component = on is { } day ? history?.On(day) : history?.Current;
        return component is null ? new QueryAnswer(NoSuch, [], null)
            : new QueryAnswer(null, [ModuleJson.ToUtf8(component, static (writer, row) => ComponentJson.Write(writer, row))], null);
    }

    private static ComponentId IdOf(QueryArguments arguments)
    {
        if (arguments.Needed("component") is not { } text) return default;
        if (!ComponentId.TryParse(text, null, out var id)) arguments.Refuse("component", text, new("某部件的标识码", "a component's id"));
        return id;
    }
}
