namespace CityKit.Components.Registry;

/// <summary>
/// Which store it is, and how far it was written (部件库状态). Two states are equal when nothing was added in between. <c>default</c> is of no
/// store.
/// </summary>
/// <param name="Id">The store's own id; a copy of its file has the same.</param>
/// <param name="Revision">How many times entries were added.</param>
public readonly record struct StoreState(string Id, long Revision)
{
    /// <summary><c>id:revision</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id}:{Revision}");
}
