using CityKit.Core;
using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>What a decision changes; stored with its cause in one commit, or, when it refuses, not at all.</summary>
public interface IChanges
{
    /// <summary>Stores a document of the module's own.</summary>
    /// <exception cref="InvalidOperationException">The kind is another module's.</exception>
    void Put<T>(DocumentKind<T> kind, T document) where T : class;

    /// <summary>Removes a document of the module's own; nothing when there is none.</summary>
    /// <exception cref="InvalidOperationException">The kind is another module's.</exception>
    void Remove<T>(DocumentKind<T> kind, string id) where T : class;

    /// <summary>Notifies somebody: an audience is a role or a body, empty for the feed alone. The text names no person.</summary>
    void Notify(string audience, string subject, LocalizedText text);
}
