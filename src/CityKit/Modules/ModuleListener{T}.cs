using CityKit.Documents;

namespace CityKit.Modules;

/// <inheritdoc/>
/// <param name="kind">What it listens to.</param>
/// <param name="module">Who listens.</param>
/// <param name="decide">What it does.</param>
/// <param name="concerns">Which documents it does anything about; null for all.</param>
internal sealed class ModuleListener<T>(
    DocumentKind<T> kind, string module, Action<T, IFacts, IChanges> decide, Func<T, bool>? concerns = null)
    : ModuleListener(kind, module) where T : class
{
    internal override bool Concerns(object document) => concerns?.Invoke((T)document) != false;

    internal override void Decide(object document, Attempt attempt) => decide((T)document, attempt, attempt);
}
