using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>What a module does when a document of another changes.</summary>
internal abstract class ModuleListener(DocumentKind kind, string module)
{
    internal DocumentKind Kind => kind;

    internal string Module => module;

    /// <summary>Whether it does anything about a document as it is now, without reading a fact.</summary>
    internal abstract bool Concerns(object document);

    internal abstract void Decide(object document, Attempt attempt);
}
