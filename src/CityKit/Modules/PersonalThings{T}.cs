using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <inheritdoc/>
/// <param name="kind">The documents.</param>
/// <param name="person">Whose they are.</param>
/// <param name="thing">The subject that stands for one.</param>
internal sealed class PersonalThings<T>(DocumentKind<T> kind, DocumentIndex<T> person, Func<T, string> thing)
    : PersonalThings where T : class
{
    internal override IAsyncEnumerable<string> OfAsync(ICityStore store, string of, CancellationToken cancellationToken) =>
        store.ReadAsync(kind.Query().Where(person, of), cancellationToken).Select(thing);
}
