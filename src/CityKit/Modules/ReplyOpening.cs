namespace CityKit.Modules;

/// <summary>Opens what reporters were answered: the texts of records by their ids; those that are gone are left out.</summary>
internal delegate ValueTask<IReadOnlyDictionary<string, string>> ReplyOpening(
    IReadOnlyCollection<string> records, CancellationToken cancellationToken);
