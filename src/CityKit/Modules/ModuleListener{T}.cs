using CityKit.Documents;

namespace CityKit.Modules;

/// <inheritdoc/>
internal sealed class ModuleListener<T>(DocumentKind<T> kind, string module, Action<T, IFacts, IChanges> decide)
    : ModuleListener(kind, module) where T : class
{
    internal override void Decide(object document, Attempt attempt) => decide((T)document, attempt, attempt);
}
