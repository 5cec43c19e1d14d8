using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>Sorts modules so that each comes after those that it needs.</summary>
internal static class ModuleOrder
{
    /// <exception cref="ArgumentException">A name is not one or is taken, a module that is needed is
    /// not there, or they form a circle.</exception>
    internal static IReadOnlyList<ICityModule> Of(IReadOnlyCollection<ICityModule> modules)
    {
        var (left, done, sorted) = (modules.ToList(), new HashSet<string>(), new List<ICityModule>());
        foreach (var module in modules) Check(module, modules);
        while (left.Count > 0)
        {
            var next = left.Find(m => m.Needs.All(done.Contains))
                ?? throw new ArgumentException(
                    $"The modules {string.Join(", ", left.Select(m => m.Name))} need each other in a circle.", nameof(modules));
            left.Remove(next);
            done.Add(next.Name);
            sorted.Add(next);
        }
        return sorted;
    }

    private static void Check(ICityModule module, IReadOnlyCollection<ICityModule> modules)
    {
        if (!DocumentIndex.IsName(module.Name))
            throw new ArgumentException(
                $"'{module.Name}' is no module name: 1 to 32 of a-z, 0-9, '_', starting with a letter.", nameof(module));
        if (modules.Count(m => m.Name == module.Name) > 1)
            throw new ArgumentException($"There are two modules '{module.Name}'.", nameof(module));
        if (module.Needs.FirstOrDefault(n => modules.All(m => m.Name != n)) is { } missing)
            throw new ArgumentException(
                $"The module '{module.Name}' needs '{missing}', which is not there: add it with AddModule.", nameof(module));
    }
}
