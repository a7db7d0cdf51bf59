"""Roslyn as a command: csc.py ARGUMENT… [+ ARGUMENT…]…, each with the arguments of csc; scripts/dotnet.sh says where its parts are.

    csc.py -target:library -out:a.dll a.cs + -out:b.exe -r:a.dll b.cs    two compilations
    csc.py --netstandard MSCORLIB FACADE OUT                             make a reference assembly of .NET Standard 2.0

A compilation is against the class libraries of .NET 8, unless its arguments have -nostdlib.
"""
import os
import pathlib
import sys

TOOLS = pathlib.Path(os.environ["DOTNET_TOOLS"])
RUNTIME = pathlib.Path(os.environ["DOTNET_ROOT"])


def start_runtime():
    from clr_loader import get_coreclr
    from pythonnet import set_runtime
    config = TOOLS / "python/runtimeconfig.json"
    config.write_text('{"runtimeOptions":{"tfm":"net8.0","framework":{"name":"Microsoft.NETCore.App","version":"8.0.0"},'
                      '"configProperties":{"System.Globalization.Invariant":true}}}')
    set_runtime(get_coreclr(runtime_config=str(config), dotnet_root=str(RUNTIME)))


def managed(folder):
    """The assemblies in a folder, without the libraries of the system that lie there too."""
    from System.Reflection import AssemblyName
    for file in sorted(folder.glob("*.dll")):
        try:
            AssemblyName.GetAssemblyName(str(file))
        except Exception:
            continue
        yield str(file)


def compile_all(jobs):
    import clr
    sys.path.append(str(TOOLS / "roslyn"))
    clr.AddReference("Microsoft.CodeAnalysis")
    clr.AddReference("Microsoft.CodeAnalysis.CSharp")
    from Microsoft.CodeAnalysis import DiagnosticSeverity, MetadataReference, SyntaxTree
    from Microsoft.CodeAnalysis.CSharp import CSharpCommandLineParser, CSharpCompilation, CSharpSyntaxTree
    from Microsoft.CodeAnalysis.Text import SourceText
    from System import Array, String
    from System.Collections.Generic import List
    from System.IO import File
    from System.Text import UTF8Encoding

    libraries = [f"-r:{file}" for folder in RUNTIME.glob("shared/Microsoft.NETCore.App/*") for file in managed(folder)]
    here = os.getcwd()
    for job in jobs:
        if "-nostdlib" not in job:
            job = [*libraries, *job]
        parsed = CSharpCommandLineParser.Default.Parse(Array[String](job), here, None, None)
        problems = [f"{error}" for error in parsed.Errors]
        references = List[MetadataReference]()
        for reference in parsed.MetadataReferences:
            references.Add(MetadataReference.CreateFromFile(os.path.join(here, reference.Reference), reference.Properties))
        trees = List[SyntaxTree]()
        for file in parsed.SourceFiles:
            # A fixed path in the binary, whatever folder the project is in.
            text = SourceText.From(File.ReadAllText(file.Path), UTF8Encoding(False))
            trees.Add(CSharpSyntaxTree.ParseText(text, parsed.ParseOptions, os.path.relpath(file.Path, here)))
        output = parsed.OutputFileName
        compilation = CSharpCompilation.Create(pathlib.Path(output).stem, trees, references, parsed.CompilationOptions)
        path = os.path.join(parsed.OutputDirectory, output)
        os.makedirs(parsed.OutputDirectory, exist_ok=True)
        stream = File.Create(path)
        documentation = File.Create(parsed.DocumentationPath) if parsed.DocumentationPath else None
        result = compilation.Emit(stream, None, documentation)
        stream.Close()
        if documentation:
            documentation.Close()
        for found in result.Diagnostics:
            if found.Severity in (DiagnosticSeverity.Error, DiagnosticSeverity.Warning) and not found.IsSuppressed:
                problems.append(str(found))
        print("\n".join(problems), end="\n" if problems else "")
        if not result.Success or parsed.Errors.Length:
            os.remove(path)
            sys.exit(f"csc failed: {output}")


def make_netstandard(mscorlib, facade, out):
    """
    The class libraries of .NET Framework 4.6.1, which .NET Standard 2.0 was made from, under its name: what is compiled against them
    asks for `netstandard`, as if the package NETStandard.Library had been there.
    """
    import clr
    sys.path.append(str(next(pathlib.Path("/usr/lib/mono/gac/Mono.Cecil").glob("0.11*"))))
    clr.AddReference("Mono.Cecil")
    from Mono.Cecil import AssemblyDefinition
    name = AssemblyDefinition.ReadAssembly(facade).Name
    assembly = AssemblyDefinition.ReadAssembly(mscorlib)
    assembly.Name.Name, assembly.Name.Version, assembly.Name.PublicKey = name.Name, name.Version, name.PublicKey
    assembly.Write(out)


def main(arguments):
    start_runtime()
    if arguments[0] == "--netstandard":
        return make_netstandard(*arguments[1:])
    jobs = [[]]
    for argument in arguments:
        if argument == "+":
            jobs.append([])
        else:
            jobs[-1].append(argument)
    compile_all(jobs)


main(sys.argv[1:])
