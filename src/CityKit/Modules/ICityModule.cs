namespace CityKit.Modules;

/// <summary>
/// A domain that a hub carries (模块): commands, documents, timers and queries, declared by name. Add it with <see
/// cref="Hosting.CityKitBuilder.AddModule"/>; no file of the hub, a store or HTTP knows of it.
/// </summary>
/// <remarks>
/// Implement it for a domain of your own; a kind of work that only needs states, roles and limits is a profile, without code. What it
/// decides is pure: it reads <see cref="IFacts"/> and puts <see cref="IChanges"/>, with no clock, no file and no other service. Keep no
/// state in it: writers of several partitions, and queries, may call it at once. An exception in it is logged and stops nothing else.
/// <c>docs/modules.md</c> and <c>samples/Parking</c> have whole ones.
/// </remarks>
/// <example><code>
/// services.AddCityKit(city => city.UseSqlite("city.db").AddModule(new ClosedModule()));
///
/// public sealed class ClosedModule : ICityModule
/// {
///     public string Name => "closed";
///     public IReadOnlyCollection&lt;string> Needs => ["items"];
///     public void Declare(ModuleDeclaration declaration) => declaration.OnChange(ItemDocuments.Kind, (item, facts, changes) =>
///     {
///         if (!item.IsOpen) changes.Notify("duty-desk", item.Id.ToString(), new LocalizedText("已办结", "Closed"));
///     });
/// }
/// </code></example>
public interface ICityModule
{
    /// <summary>Its name, which its commands, documents and queries start with: 1 to 32 of a-z, 0-9, '_'.</summary>
    string Name { get; }

    /// <summary>The modules whose documents it reads or listens to. They form no circle.</summary>
    IReadOnlyCollection<string> Needs => [];

    /// <summary>Says what the module brings. Called once for a hub.</summary>
    void Declare(ModuleDeclaration declaration);
}
