using CityKit.Documents;

namespace CityKit.Storage;

/// <summary>A store whose readers go on without what cannot be read, because somebody is notified of it.</summary>
internal interface IDocumentQuarantine
{
    /// <summary>Takes note of a document that is left out.</summary>
    void Report(StoredDocument document, FormatException why);
}
