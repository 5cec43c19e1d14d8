namespace CityKit.Modules;

/// <summary>
/// A domain that a hub carries (模块): commands, documents, timers and queries, declared by name; what it decides is pure. Add it with
/// <see cref="Hosting.CityKitBuilder.AddModule"/>; no file of the hub, a store or HTTP knows of it.
/// </summary>
/// <example>See <c>samples/Parking</c> and <c>docs/modules.md</c>.</example>
public interface ICityModule
{
    /// <summary>Its name, which its commands, documents and queries start with: 1 to 32 of a-z, 0-9, '_'.</summary>
    string Name { get; }

    /// <summary>The modules whose documents it reads or listens to. They form no circle.</summary>
    IReadOnlyCollection<string> Needs => [];

    /// <summary>Says what the module brings. Called once for a hub.</summary>
    void Declare(ModuleDeclaration declaration);
}
