using CityKit.Components.Registry;
using CityKit.Modules;

namespace CityKit.Places;

/// <summary>
/// Components (部件) through the hub: what there was about one, and, with a registry, what is where and whose it is. The registry stays
/// a database of its own and is changed there.
/// </summary>
/// <param name="registry">The registry; null for none.</param>
internal sealed class ComponentsModule(ComponentRegistry? registry) : ICityModule
{
    public string Name => "components";

    public void Declare(ModuleDeclaration declaration)
    {
        declaration.Own(new ComponentWork());
        if (registry is null) return;
        declaration.Own(new RegistryInUse(registry)).Own(new ComponentFind(registry)).Own(new ComponentsNear(registry))
            .Own(new ComponentsList(registry)).Own(new ComponentCounts(registry));
    }
}
