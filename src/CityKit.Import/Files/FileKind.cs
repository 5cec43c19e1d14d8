namespace CityKit.Import.Files;

/// <summary>What the first bytes of a file say it is.</summary>
internal enum FileKind
{
    /// <summary>None of the others: text, or unknown.</summary>
    Text,

    /// <summary>A gzip file.</summary>
    Gzip,

    /// <summary>A zip file; <c>.xlsx</c> is one.</summary>
    Zip,

    /// <summary>An SQLite database; a GeoPackage is one.</summary>
    Sqlite,

    /// <summary>An OLE compound file; <c>.xls</c> is one.</summary>
    Compound,

    /// <summary>The shapes (.shp) of a Shapefile; its values are beside it.</summary>
    Shapefile,
}
