namespace CityKit.Evidence;

/// <summary>What a hand-over package says of itself.</summary>
/// <param name="Format"><see cref="PackageFiles.Format"/>.</param>
/// <param name="Item">The work item's id.</param>
/// <param name="Number">Its number for people.</param>
/// <param name="By">Who made the package.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Command">What the journal knows the making of it by.</param>
/// <param name="History">The history that the journal's numbers are of.</param>
/// <param name="Head">The journal's last entry when it was made.</param>
/// <param name="HeadHash">The running hash after it.</param>
/// <param name="Evidence">The evidence.</param>
/// <param name="Files">Every file besides the manifest, its signature and the key.</param>
internal sealed record PackageManifest(string Format, string Item, string? Number, string By, string Purpose, string Command,
    string History, long Head, string HeadHash, IReadOnlyList<PackageManifest.Piece> Evidence, IReadOnlyList<PackageManifest.Content> Files)
{
    /// <summary>A piece of evidence.</summary>
    /// <param name="Id">The digest that the journal has: SHA-256 of salt and original's SHA-256.</param>
    /// <param name="Type">Its media type.</param>
    /// <param name="File">The original in the package; null when the hub had lost it.</param>
    /// <param name="Sha256">The SHA-256 of the original as it was kept.</param>
    /// <param name="Salt">The salt, 32 bytes as hexadecimal digits.</param>
    /// <param name="By">Who gave it.</param>
    internal sealed record Piece(string Id, string Type, string? File, string Sha256, string Salt, string By);

    /// <summary>A file.</summary>
    /// <param name="Path">Its name in the package.</param>
    /// <param name="Bytes">Its length.</param>
    /// <param name="Sha256">Its SHA-256.</param>
    internal sealed record Content(string Path, long Bytes, string Sha256);
}
