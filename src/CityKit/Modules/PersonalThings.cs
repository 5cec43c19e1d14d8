using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>Things of persons that a module keeps documents of.</summary>
internal abstract class PersonalThings
{
    /// <summary>The subjects of the things of a person.</summary>
    internal abstract IAsyncEnumerable<string> OfAsync(ICityStore store, string person, CancellationToken cancellationToken);
}
