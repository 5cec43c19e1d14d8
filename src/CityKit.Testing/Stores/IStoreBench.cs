using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Testing.Stores;

/// <summary>A store under test (测试台).</summary>
public interface IStoreBench : IAsyncDisposable
{
    /// <summary>The same store as after a restart: what was opened before is disposed by the suite first.</summary>
    ICityStore Open();

    /// <summary>
    /// The same store, opened while another has it: beneath any lock that keeps a second hub away, as when such a lock was lost.
    /// </summary>
    ICityStore OpenBeside();

    /// <summary>How the store would answer a query, one line for each step; null for a store without plans.</summary>
    IReadOnlyList<string>? PlanOf(ICityStore store, DocumentQuery query);
}
