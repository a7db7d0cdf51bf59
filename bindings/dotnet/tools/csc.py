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


def class_libraries():
    """The assemblies of .NET 8, without the libraries of the system that lie in the same folder."""
    from System import BadImageFormatException
    from System.Reflection import AssemblyName
    for file in sorted(RUNTIME.glob("shared/Microsoft.NETCore.App/*/*.dll")):
        try:
            AssemblyName.GetAssemblyName(str(file))
        except BadImageFormatException:
            continue
        yield f"-r:{file}"


def compilation_of(parsed, here):
    from Microsoft.CodeAnalysis import MetadataReference, SyntaxTree
    from Microsoft.CodeAnalysis.CSharp import CSharpCompilation, CSharpSyntaxTree
    from System.Collections.Generic import List
    from System.IO import File
    references, trees = List[MetadataReference](), List[SyntaxTree]()
    for reference in parsed.MetadataReferences:
        references.Add(MetadataReference.CreateFromFile(os.path.join(here, reference.Reference), reference.Properties))
    for source in parsed.SourceFiles:
        # The path is in the messages.
        trees.Add(CSharpSyntaxTree.ParseText(File.ReadAllText(source.Path), parsed.ParseOptions, os.path.relpath(source.Path, here)))
    return CSharpCompilation.Create(pathlib.Path(parsed.OutputFileName).stem, trees, references, parsed.CompilationOptions)


def emit(compilation, assembly, documentation):
    """Writes the files. Returns what is to be printed, and whether there is an assembly."""
    from Microsoft.CodeAnalysis import DiagnosticSeverity
    from System.IO import File
    streams = [File.Create(path) if path else None for path in (assembly, documentation)]
    result = compilation.Emit(streams[0], None, streams[1])
    for stream in filter(None, streams):
        stream.Close()
    serious = (DiagnosticSeverity.Error, DiagnosticSeverity.Warning)
    return [str(found) for found in result.Diagnostics if found.Severity in serious and not found.IsSuppressed], result.Success


def compile_all(jobs):
    import clr
    sys.path.append(str(TOOLS / "roslyn"))
    clr.AddReference("Microsoft.CodeAnalysis")
    clr.AddReference("Microsoft.CodeAnalysis.CSharp")
    from Microsoft.CodeAnalysis.CSharp import CSharpCommandLineParser
    from System import Array, String
    libraries, here = list(class_libraries()), os.getcwd()
    for job in jobs:
        arguments = job if "-nostdlib" in job else [*libraries, *job]
        parsed = CSharpCommandLineParser.Default.Parse(Array[String](arguments), here, None, None)
        messages, right = [str(error) for error in parsed.Errors], False
        assembly = os.path.join(parsed.OutputDirectory, parsed.OutputFileName)
        if not messages:
            os.makedirs(parsed.OutputDirectory, exist_ok=True)
            messages, right = emit(compilation_of(parsed, here), assembly, parsed.DocumentationPath)
        for message in messages:
            print(message)
        if not right:
            pathlib.Path(assembly).unlink(missing_ok=True)
            sys.exit(f"csc failed: {parsed.OutputFileName}")


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
        make_netstandard(*arguments[1:])
        return
    jobs = [[]]
    for argument in arguments:
        if argument == "+":
            jobs.append([])
        else:
            jobs[-1].append(argument)
    compile_all(jobs)


main(sys.argv[1:])
