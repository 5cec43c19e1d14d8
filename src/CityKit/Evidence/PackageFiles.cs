namespace CityKit.Evidence;

/// <summary>The files in a hand-over package (移交包).</summary>
internal static class PackageFiles
{
    internal const string Format = "citykit-evidence-1";

    /// <summary>What is in the package, each file with its hash; signed by the hub.</summary>
    internal const string Manifest = "manifest.json";

    /// <summary>The hub's signature of the manifest, 64 bytes.</summary>
    internal const string Signature = "manifest.sig";

    /// <summary>The public half of the hub's key (SubjectPublicKeyInfo).</summary>
    internal const string HubKey = "hub-key.der";

    /// <summary>The work item, as far as who made the package sees it.</summary>
    internal const string Item = "item.json";

    /// <summary>Who saw the evidence, as what, what for.</summary>
    internal const string Views = "views.json";

    /// <summary>The keys of the devices whose alerts the item is about.</summary>
    internal const string Devices = "devices.json";

    /// <summary>The journal's entries that are about the item and its evidence, one a line.</summary>
    internal const string Entries = "journal/entries.jsonl";

    /// <summary>
    /// What the journal's chain has of every entry from the first of these to its head: the running hash before, 32 bytes, then 53 bytes
    /// each.
    /// </summary>
    internal const string Chain = "journal/chain.bin";

    /// <summary>What every package has besides originals.</summary>
    internal static IReadOnlyList<string> Required { get; } = [Item, Views, Devices, Entries, Chain];

    /// <summary>An original.</summary>
    internal static string OriginalOf(EvidenceInfo piece) => $"evidence/{piece.Id}{EvidenceTypes.ExtensionOf(piece.Type)}";

    /// <summary>What is in the package without being named in the manifest.</summary>
    internal static bool IsBesideManifest(string path) => path is Manifest or Signature or HubKey;
}
