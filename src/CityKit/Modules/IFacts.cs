using CityKit.Documents;
using NodaTime;

namespace CityKit.Modules;

/// <summary>
/// What a decision reads (依据). A fact that was not read from the store yet is missing at first: the decision is then thrown away and made
/// again with it, at most three times, so it must do nothing but read facts and put changes.
/// </summary>
public interface IFacts
{
    /// <summary>The hub's clock for this decision.</summary>
    Instant Now { get; }

    /// <summary>A document as it is now; null when there is none.</summary>
    T? Find<T>(DocumentKind<T> kind, string id) where T : class;

    /// <summary>A piece of the module's own state, as the inputs before left it; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The state is another module's.</exception>
    T? Read<T>(StateKind<T> kind, string key) where T : class;

    /// <summary>The first page of a query, as the documents are now.</summary>
    IReadOnlyList<T> Query<T>(DocumentQuery<T> query) where T : class;
}
