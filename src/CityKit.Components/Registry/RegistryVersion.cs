namespace CityKit.Components.Registry;

/// <summary>
/// Which registry, how far it was written, and a digest of what is in it (部件库版本): what a look-up is known by. <c>default</c> is of no
/// registry.
/// </summary>
/// <param name="State">The store, and how often it was written.</param>
/// <param name="Sha256">See <see cref="IComponentStore.DigestAsync"/>.</param>
public readonly record struct RegistryVersion(StoreState State, string Sha256)
{
    private const int ShownDigits = 16;

    /// <summary><c>id:revision:digest</c>, of the digest the first 16 digits.</summary>
    public override string ToString() => $"{State}:{Sha256?[..Math.Min(ShownDigits, Sha256.Length)]}";
}
