using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>Things of persons that a module keeps documents of.</summary>
internal abstract class PersonalThings
{
    /// <summary>The subjects of the things of a person.</summary>
    internal abstract IAsyncEnumerable<string> OfAsync(ICityStore store, string person, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class PersonalThings<T>(DocumentKind<T> kind, DocumentIndex<T> person, Func<T, string> thing) : PersonalThings where T : class
{
    internal override IAsyncEnumerable<string> OfAsync(ICityStore store, string of, CancellationToken cancellationToken) =>
        store.ReadAsync(kind.Query().Where(person, of), cancellationToken).Select(thing);
}
